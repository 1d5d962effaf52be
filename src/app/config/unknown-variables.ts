// Finds environment variables that were probably meant for Rebook and are misspelt: they would be silently ignored.
import { nearName } from './near-name.ts';

/** Variables whose names begin so are meant for Rebook, or for nobody here. */
const ours = ['CALCOM_', 'RETELL_', 'NOTIFY_', 'RECONCILE_'];
/** Of commands rather than of the service. */
const others = ['NODE_ENV', 'REBOOK_API_KEY', 'RETELL_BASE_URL'];
/** What Kubernetes sets in each container where a service is called rebook. */
const setByKubernetes = /^REBOOK_(SERVICE_|PORT(_|$))/;

/** One sentence for each, with the name that was probably meant; never a value. */
export function unknownVariables(set: Record<string, string | undefined>, variables: readonly string[]): string[] {
  const known = [...variables, ...others];
  return Object.entries(set).flatMap(([name, value]) => {
    if (!value || known.includes(name)) return [];
    const near = nearName(name, known) ?? nearWithoutPrefix(name, known);
    if (near !== undefined) return [`${name} is not known: did you mean ${near}?`];
    const prefix = ours.find(one => name.startsWith(one));
    if (prefix === undefined) return [];
    return [`${name} is not known: there is ${known.filter(one => one.startsWith(prefix)).join(', ')}`];
  });
}

const nearWithoutPrefix = (name: string, known: readonly string[]): string | undefined =>
  name.startsWith('REBOOK_') && !setByKubernetes.test(name) ? nearName(name.slice('REBOOK_'.length), known) : undefined;
