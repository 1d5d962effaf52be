// Refuses names that no function has, so that a misspelt argument is not silently left out.
import { callFunctionNamed, callFunctions } from '../../../calls/functions/index.ts';
import { Fault } from '../../../domain/fault.ts';
import { didYouMean } from '../../config/near-name.ts';

/** Throws `usage`, which names the known functions or arguments. */
export function mustBeKnown(functionName: string, args: Record<string, unknown>): void {
  const called = callFunctionNamed(functionName);
  if (!called) {
    const names = callFunctions.map(({ name }) => name);
    throw unknownName('function', functionName, names, 'there are');
  }
  const names = Object.keys(called.arguments.shape);
  for (const name of Object.keys(args))
    if (!names.includes(name)) throw unknownName('argument', name, names, `${functionName} takes`);
}

const unknownName = (what: string, name: string, known: string[], before: string): Fault =>
  new Fault('usage', `no ${what} is called ${name}${didYouMean(name, known)}; ${before} ${known.join(', ')}`);
