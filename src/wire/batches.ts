import { MAX_PATCHED, MAX_PATCHES, type Patch } from './messages.ts';

/** The same bytes in as many messages' worth as they need; the last one, which may be empty, is for the message itself. */
export function inBatches(patches: readonly Patch[]): readonly (readonly Patch[])[] {
  const all = patches.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (all <= MAX_PATCHED && patches.length <= MAX_PATCHES) return [patches];
  const batches: Patch[][] = [[]];
  let bytes = 0;
  for (const { address, bytes: whole } of patches) {
    for (let done = 0; done < whole.length; ) {
      if (bytes === MAX_PATCHED || batches.at(-1)!.length === MAX_PATCHES) {
        batches.push([]);
        bytes = 0;
      }
      const piece = whole.subarray(done, done + MAX_PATCHED - bytes);
      batches.at(-1)!.push({ address: address + done, bytes: piece });
      bytes += piece.length;
      done += piece.length;
    }
  }
  return batches;
}
