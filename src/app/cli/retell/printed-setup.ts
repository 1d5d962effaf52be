// What an agent needs, as text to paste into Retell's dashboard.
import { toolDefinitions } from '../../../channels/retell/function-definitions.ts';
import { markedPrompt } from '../../../channels/retell/prompt/prompt.ts';
import { reminderMs, variableDefaults, webhookAddress } from '../../../channels/retell/setup/plan.ts';
import { wantedEvents } from '../../../channels/retell/setup/retell-api.ts';
import type { Language } from '../../../domain/values.ts';
import { printable } from '../terminal.ts';

/** Prompt, functions and settings, each under a heading that says where it goes. */
export function printedSetup(baseUrl: string, language: Language): string {
  const webhook = webhookAddress(baseUrl);
  const settings = [
    `Agent → Webhook settings → URL: ${webhook}`,
    `Agent → Webhook settings → events: ${wantedEvents.join(', ')}`,
    `Agent → Speech settings → Reminder: ${reminderMs / 1_000} seconds`,
    `Phone number → inbound webhook: ${webhook}`,
    `Dynamic variables, defaults: ${Object.keys(variableDefaults).join(', ')} (each empty)`,
  ];
  return [
    '===== Prompt: after your own text =====',
    markedPrompt(language),
    '',
    ...toolDefinitions(baseUrl, language).flatMap(tool => [
      `===== Functions: ${tool.name} (${tool.type === 'custom' ? 'custom function' : 'transfer call'}) =====`,
      printable(tool),
      '',
    ]),
    '===== Settings =====',
    ...settings,
  ].join('\n');
}
