// A read of the world's store as a read of its part of the given one.
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import streamsPb, { type ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { Names } from './names.ts';

/** Events of others that are looked at between two checkpoints; where nobody asked for checkpoints they are few. */
const searchWindow = 1_000;
const backwards = 1;

/** Changes the request in place. `start`: the position of the part's first event, before which nothing is of this world. */
export function narrowed(request: ReadReq, names: Names, start: bigint): { request: ReadReq; wantsCheckpoints: boolean } {
  const options = request.getOptions();
  names.sent(options?.getStream()?.getStreamIdentifier());
  const all = options?.getAll();
  if (!options || !all) return { request, wantsCheckpoints: false };

  const given = options.getFilter();
  const expression = given?.getStreamIdentifier();
  if (given && expression?.getRegex() !== '') throw new Error('a world filters by prefixes of streams alone');
  const filter = given ?? new streamsPb.ReadReq.Options.FilterOptions().setMax(searchWindow).setCheckpointintervalmultiplier(1);
  const prefixes = expression ? expression.getPrefixList().map(names.toServer) : names.prefixes;
  filter.setStreamIdentifier(new streamsPb.ReadReq.Options.FilterOptions.Expression().setPrefixList(prefixes));
  options.clearNoFilter();
  options.setFilter(filter);

  // A subscription begins behind its position, and would miss the first event; one that filters does not ask for it.
  const mayBegin = !options.hasSubscription() || given !== undefined;
  if (all.hasStart() && options.getReadDirection() !== backwards && mayBegin) {
    const place = String(start);
    all.clearStart();
    all.setPosition(new streamsPb.ReadReq.Options.Position().setCommitPosition(place).setPreparePosition(place));
  }
  options.setUuidOption(new streamsPb.ReadReq.Options.UUIDOption().setString(new sharedPb.Empty()));
  return { request, wantsCheckpoints: given !== undefined };
}
