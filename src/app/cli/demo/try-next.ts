// What to try on the demonstration that stays up, as commands to copy.
import type { DemoDays, DemoStage } from './world.ts';

/** Three commands: a fee that is heard and then accepted in the same call, and a call decided again. Then where the API and the console are. */
export function tryNext(address: string, { salon, run }: DemoStage, { left }: DemoDays): string {
  const call = `npx rebook call cancel_appointment --call-id k1 --from ${left.customer.phone} --to ${salon.line}`;
  const date = `--arg appointment_date=${left.startsAt.toFormat('yyyy-MM-dd')}`;
  return `It stays up; try in a second terminal, in this folder:
  export DATA_DIR=.rebook-demo REBOOK=${address} KEY="$(cat .rebook-demo/admin-key)"
  ${call} \\
    ${date}                           # what does it cost?
  ${call} \\
    ${date} --arg fee_accepted=true   # the same call goes on
  npx rebook replay call-${run}-2   # its answers, decided again from the record
The API: ${address}/docs (a company of your own: README.md).
The console: ${address}/console, with the key in .rebook-demo/admin-key. Ctrl-C ends it.`;
}
