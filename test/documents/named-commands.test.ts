// What the documents name is there: commands and options of the command line, scripts, benches and soaks.
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { buildProgram } from '../../src/app/cli/program.ts';
import { systemTerminal } from '../../src/app/cli/terminal.ts';
import { blocksOf, documents, inlineCommandsOf, textOf } from './commands.ts';

/** Every command line in a document, also one that leaves something open. */
const linesOf = (text: string): string[] =>
  [...blocksOf(text, 'sh').flatMap(block => block.split(/\n| && /)), ...inlineCommandsOf(text)].map(line =>
    line.replace(/^(?:[A-Z_]+=\S+ )+/, '').replace(/ # .*/, ''),
  );

const program = await buildProgram(systemTerminal);

describe('what the documents name is there:', () => {
  /** The command of the command line that the words name, and the words after it. */
  function commandIn(words: string[]): [Command, string[]] {
    if (words[0]?.startsWith('--')) return [program, words];
    const next = program.commands.find(command => command.name() === words[0]);
    if (!next) throw new Error(`no command is called ${words[0]}`);
    const inner = next.commands.find(command => command.name() === words[1]);
    return inner ? [inner, words.slice(2)] : [next, words.slice(1)];
  }
  const rebookWords = (line: string): string[] | undefined => /^(?:npx )?rebook (.*)$/.exec(line.trim())?.[1]?.split(/\s+/);

  test.each(documents)('commands and options of rebook in %s', document => {
    for (const line of linesOf(textOf(document))) {
      const words = rebookWords(line);
      if (!words) continue;
      const [command, rest] = commandIn(words);
      const known = ['--help', ...command.options.map(({ long }) => long)];
      expect(
        rest.filter(word => word.startsWith('--') && !known.includes(word)),
        line,
      ).toEqual([]);
    }
  });

  test('a command and an option that are not there are found', () => {
    expect(() => commandIn(['fly', 'home'])).toThrow('no command is called fly');
    expect(commandIn(['parked', 'retry', 'answers'])[0].options.map(({ long }) => long)).not.toContain('--nothing');
  });

  const namesIn = (file: string): string[] =>
    [...textOf(file).matchAll(/^ {2}(\w+): (?:\(\) => import|\[)/gm)].map(([, name = '']) => name);
  const scripts = Object.keys((JSON.parse(textOf('package.json')) as { scripts: object }).scripts);
  const plays: Record<string, string[]> = { bench: namesIn('bench/run.ts'), soak: namesIn('test/soak/run.ts') };

  test.each(documents)('scripts of package.json in %s, and what they are given', document => {
    for (const line of linesOf(textOf(document))) {
      const [, name = '', given] = /^npm (?:run )?(?!ci|prune|pack|install)([\w-]+)(?: -- (\w+))?/.exec(line.trim()) ?? [];
      if (name === '') continue;
      expect(scripts, line).toContain(name);
      const known = plays[name];
      if (known && given !== undefined && given !== 'NAME') expect(known, line).toContain(given);
    }
  });
  test('the names of benches and soaks are read from their sources', () => {
    expect(plays.bench).toContain('calls');
    expect(plays.soak).toContain('eventstore');
  });
});
