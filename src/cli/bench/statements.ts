import { Stop } from '../../../assembly/uapi/machine-state.ts';
import { compile } from '../../c/index.ts';
import type { Program } from '../../c/program.ts';
import { assertTrue } from '../../lib/assert.ts';
import { ModelMachine } from '../../machine/model-machine.ts';
import { median } from './median.ts';
import { STATEMENT_PROGRAMS } from './programs.ts';

const ROUNDS = 5;
/** Statements measured in a round, after as many for warming up. */
const STATEMENTS = 5_000_000;

/** @returns millions of statements a second of every program */
export function measureStatements(module: WebAssembly.Module): { name: string; rate: number }[] {
  return STATEMENT_PROGRAMS.map(({ name, text }) => {
    const program = compiled(name, text);
    return { name, rate: median(Array.from({ length: ROUNDS }, () => oneRound(module, program))) };
  });
}

function oneRound(module: WebAssembly.Module, program: Program): number {
  const machine = ModelMachine.create(module, { cpus: 2, version: 618, seed: 1 });
  machine.load(program, []);
  pass(machine, STATEMENTS);
  const begin = performance.now();
  pass(machine, STATEMENTS);
  return STATEMENTS / 1000 / (performance.now() - begin);
}

function pass(machine: ModelMachine, moments: number): void {
  const stop = machine.run(moments, 0xffff_ffff);
  assertTrue(stop === Stop.Budget, `${Stop[stop]} instead of ${moments} statements`);
}

/** A program of ours, which compiles. */
export function compiled(name: string, text: string): Program {
  const result = compile({ name: `${name}.c`, text });
  assertTrue(result.ok, `${name}.c: ${result.ok ? '' : result.diagnostics[0]?.message}`);
  return result.program;
}
