import type { Program } from '../c/program.ts';

/** `prog.c:31:20` of a statement's beginning; undefined where there is no statement, as before main. */
export function placeOf(program: Program, statement: number): string | undefined {
  const place = program.statements[statement];
  return place && `${program.files[place.file]?.name}:${place.line}:${place.column}`;
}
