// Which events of `$all` a reader wants.
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { invalidArgument } from '../grpc/status.ts';
import type { StoredEvent } from '../log/event.ts';

export interface Filter {
  matches(event: StoredEvent): boolean;
  /** Considered events after which a checkpoint is due. */
  checkpointEvery: number;
}

const defaultWindow = 32;

/** Undefined where everything is wanted. Throws INVALID_ARGUMENT for an expression that cannot be read. */
export function readFilter(options: ReadReq.Options): Filter | undefined {
  const filter = options.getFilter();
  if (!filter) return undefined;
  const byStream = filter.getStreamIdentifier();
  const expression = byStream ?? filter.getEventType();
  if (!expression) throw invalidArgument('a filter needs an expression on stream or event type');
  const window = filter.hasMax() ? filter.getMax() : defaultWindow;
  const multiplier = filter.getCheckpointintervalmultiplier();
  const matchesText = textTest(expression.getRegex(), expression.getPrefixList());
  return {
    matches: byStream ? event => matchesText(event.stream) : event => matchesText(event.type),
    checkpointEvery: Math.max(1, window) * Math.max(1, multiplier),
  };
}

/** A regular expression that is not empty goes before prefixes, as in the original. */
function textTest(regex: string, prefixes: readonly string[]): (text: string) => boolean {
  if (regex === '') return text => prefixes.some(prefix => text.startsWith(prefix));
  const expression = compile(regex);
  return text => expression.test(text);
}

/** The original's expressions are those of .NET: the anchors and leading options clients use are translated. */
function compile(source: string): RegExp {
  const options = /^\(\?([imsx]+)\)/.exec(source);
  const flags = [...new Set(options?.[1]?.replaceAll('x', '') ?? '')].join('');
  const body = source
    .slice(options?.[0].length ?? 0)
    .replaceAll('\\A', '^')
    .replaceAll('\\z', '$')
    .replaceAll('\\Z', '$');
  try {
    return new RegExp(body, `${flags}u`);
  } catch {
    try {
      return new RegExp(body, flags);
    } catch {
      throw invalidArgument('the filter is not a regular expression this server can read');
    }
  }
}
