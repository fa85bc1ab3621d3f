import { RecordLayout } from '../../assembly/uapi/records.ts';

/** A payload word, as a number: handles, addresses in the window, and counts are below 2^53. */
export function word(view: DataView, at: number, index: number): number {
  const place = at + RecordLayout.payload + index * 8;
  return view.getUint32(place, true) + view.getUint32(place + 4, true) * 2 ** 32;
}

export function signedWord(view: DataView, at: number, index: number): number {
  const place = at + RecordLayout.payload + index * 8;
  return view.getUint32(place, true) + view.getInt32(place + 4, true) * 2 ** 32;
}
