/** A defect of kring, never of the program that runs or of what a user typed. */
export class Defect extends Error {
  override readonly name = 'Defect';
}

/** @throws {Defect} when what must hold does not */
export function assertTrue(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Defect(message);
}

/** @throws {Defect} when there is nothing */
export function assertExists<T>(value: T | undefined | null, message: string): T {
  if (value === undefined || value === null) throw new Defect(message);
  return value;
}
