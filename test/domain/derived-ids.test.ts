// Derived ids are UUIDs v5 as everybody makes them: a repeat meets its first try whichever program made that one.
import fc from 'fast-check';
import { v5 } from 'uuid';
import { expect, test } from 'vitest';
import { derivedId, namespace } from '../../src/domain/ids.ts';

test('whatever the parts, the id is the one the library makes', () => {
  const part = fc.oneof(fc.string({ unit: 'binary' }), fc.integer());
  fc.assert(
    fc.property(fc.array(part), parts => {
      expect(derivedId(...parts)).toBe(v5(JSON.stringify(parts), namespace));
    }),
  );
});
