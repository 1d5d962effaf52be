// Zone data that is older than a rule in force is named, zone by zone.
import { expect, test } from 'vitest';
import { isConcerned, missingZoneChanges, zoneChanges } from '../../src/domain/zone-data.ts';

test('zone data that has every rule in force lacks nothing', () => {
  const current = (zone: string) => zoneChanges.find(change => change.zone === zone)?.minutes;
  expect(missingZoneChanges(current)).toEqual([]);
});

test('zone data from before a rule lacks it, and no other', () => {
  const before = (zone: string) =>
    zone === 'America/Vancouver' ? -480 : zoneChanges.find(change => change.zone === zone)?.minutes;
  expect(missingZoneChanges(before)).toMatchObject([{ zone: 'America/Vancouver', release: '2026b', since: '2026-11-01' }]);
});

test('a zone that the data does not know at all is missing', () => {
  const without = (zone: string) =>
    zone === 'America/Coyhaique' ? undefined : zoneChanges.find(change => change.zone === zone)?.minutes;
  expect(missingZoneChanges(without).map(({ zone }) => zone)).toEqual(['America/Coyhaique']);
});

test('what this Node says of its own data agrees with the release it names', () => {
  const own = process.versions.tz ?? '';
  const older = zoneChanges.filter(({ release }) => release > own).map(({ zone }) => zone);
  // Node may be given newer data than it was built with, never older.
  expect(
    missingZoneChanges()
      .map(({ zone }) => zone)
      .filter(zone => !older.includes(zone)),
  ).toEqual([]);
});

test('another name of a zone is that zone', () => {
  const vancouver = zoneChanges.filter(({ zone }) => zone === 'America/Vancouver');
  expect(isConcerned('Canada/Pacific', vancouver)).toBe(true);
  expect(isConcerned('Europe/Berlin', vancouver)).toBe(false);
});
