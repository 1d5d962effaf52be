// Prints the demonstration on one screen: for each call what was said, what was heard, with an English translation, and what it did.
import { styleText } from 'node:util';
import type { PlayedStep, PrintStep } from './print.ts';

type Style = Parameters<typeof styleText>[0];

const columns = 100;
const indent = '   ';

/** What was not as expected is added in full. */
export function oneScreen(write: (text: string) => void, colour: boolean): PrintStep {
  const paint = (style: Style, text: string) => (colour ? styleText(style, text) : text);
  const lines = (text: string, style: Style) => {
    for (const line of wrapped(text)) write(`${indent}${paint(style, line)}\n`);
  };
  return (index, { step, turns, witnessed, refused, problems }) => {
    const [first, ...more] = turns.map(({ says }) => `“${says}”`);
    const said = [first, ...(more.length > 1 ? ['…'] : []), ...more.slice(-1)].join(' ');
    write(`${paint('bold', `${index}. ${step.short}:`)} ${said}\n`);
    const heard = turns.at(step.telling);
    if (heard) lines(`→ “${heard.answer.message}”`, 'cyan');
    if (heard?.english !== undefined) lines(`  “${heard.english}”`, 'dim');
    const mark = problems.length === 0 ? paint('green', '✓') : paint('red', '✗');
    write(`${indent}${mark} ${turns.at(-1)?.answer.status} · ${effectsOf({ turns, witnessed, refused })}\n`);
    for (const problem of problems) lines(`✗ ${problem}`, 'red');
  };
}

/** As `7 events · 2 Cal.com requests · 41 ms`. */
function effectsOf({ turns, witnessed, refused }: Pick<PlayedStep, 'turns' | 'witnessed' | 'refused'>): string {
  const events = witnessed.events.filter(({ stream }) => !stream.startsWith('rebook-')).length;
  const took = Math.round(turns.reduce((sum, turn) => sum + turn.took, 0));
  return [
    counted(events, 'event'),
    refused > 0 ? `${counted(refused, 'Cal.com request')} refused` : counted(witnessed.requests.length, 'Cal.com request'),
    turns.length === 1 ? `${took} ms` : `${turns.length} answers in ${took} ms`,
  ].join(' · ');
}

const counted = (n: number, what: string): string => `${n === 0 ? 'no' : n} ${what}${n === 1 ? '' : 's'}`;

/** Broken between words; what follows the first line stands a little further in. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<=\S) /)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > columns) {
      lines.push(line);
      line = `   ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
