import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { C_FOLDER, compileAndRun, hasGcc, runTool } from '../testing/gcc.ts';

const FOLDER = join(C_FOLDER, 'headers');
/** libaio.h is the same file under gcc; kring/ is our own. */
const NOT_OF_THE_SYSTEM = /^(libaio\.h|kring\/)/;
const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.h') && !NOT_OF_THE_SYSTEM.test(name))
  .sort();

/** Macros that are no values, or no constants. */
const NO_VALUE =
  /^(bool|alignas|alignof|noreturn|static_assert|errno|std(in|out|err)|st_[amc]time|s[ai]_\w+|PTHREAD_(MUTEX|COND)_INITIALIZER|ATOMIC_FLAG_INIT|__assert_declared)$/;
/** Younger than the headers of the machine may be. */
const YOUNG = /^RWF_|^MAP_|^EHWPOISON$/;

const STRUCTS: readonly [header: string, type: string, members: readonly string[]][] = [
  ['sys/uio.h', 'struct iovec', ['iov_base', 'iov_len']],
  ['time.h', 'struct timespec', ['tv_sec', 'tv_nsec']],
  ['time.h', 'struct itimerspec', ['it_interval', 'it_value']],
  [
    'signal.h',
    'siginfo_t',
    ['si_signo', 'si_errno', 'si_code', 'si_pid', 'si_uid', 'si_status', 'si_value', 'si_addr'],
  ],
  ['signal.h', 'struct sigaction', ['sa_handler', 'sa_sigaction', 'sa_mask', 'sa_flags', 'sa_restorer']],
  ['sys/time.h', 'struct itimerval', ['it_interval', 'it_value']],
  ['sys/resource.h', 'struct rlimit', ['rlim_cur', 'rlim_max']],
  ['poll.h', 'struct pollfd', ['fd', 'events', 'revents']],
  ['sys/epoll.h', 'epoll_data_t', ['ptr', 'fd', 'u32', 'u64']],
  ['sys/epoll.h', 'struct epoll_event', ['events', 'data']],
  ['sys/time.h', 'struct timeval', ['tv_sec', 'tv_usec']],
  [
    'sys/stat.h',
    'struct stat',
    'st_dev st_ino st_nlink st_mode st_uid st_gid st_rdev st_size st_blksize st_blocks st_atim st_mtim st_ctim'.split(
      ' ',
    ),
  ],
  ['linux/aio_abi.h', 'struct io_event', ['data', 'obj', 'res', 'res2']],
  [
    'linux/aio_abi.h',
    'struct iocb',
    `aio_data aio_key aio_rw_flags aio_lio_opcode aio_reqprio aio_fildes aio_buf aio_nbytes aio_offset
     aio_reserved2 aio_flags aio_resfd`.split(/\s+/),
  ],
  ['stdlib.h', 'div_t', ['quot', 'rem']],
  ['stdlib.h', 'ldiv_t', ['quot', 'rem']],
  ['stdlib.h', 'lldiv_t', ['quot', 'rem']],
];

const OURS = ['-nostdinc', '-isystem', FOLDER];
const text = (name: string) => readFileSync(join(FOLDER, name), 'utf8');

/** The object-like macros that a header of ours defines by itself, also through what it includes. */
function macros(name: string): string[] {
  return [...text(name).matchAll(/^#define ([A-Za-z_]\w*)(?: |$)/gm)]
    .map((found) => found[1]!)
    .filter((macro) => !NO_VALUE.test(macro));
}

const typedefs = (name: string) =>
  [...text(name).matchAll(/^(?:typedef (?!enum|struct)[^;{]*?|\} )(\w+);/gm)].map((found) => found[1]!);

/** Whole prototypes, one string each; the names in parentheses, since some are macros of the system's headers. */
const prototypes = (name: string) =>
  [...text(name).matchAll(/^(?!typedef|extern|#|\t)[a-z_][\w \t*]*?[\s*](\w+)\([^;{]*\)[^;{]*;/gm)].map(
    ([whole, name]) => whole.replace(`${name}(`, `(${name})(`),
  );

/** A program that prints the size, alignment and sign of types, offsets of members, and values of macros. */
function facts(name: string): string {
  const structs = STRUCTS.filter(([header]) => header === name);
  return [
    '#define _GNU_SOURCE',
    `#include <${name}>`,
    'extern int printf(const char *, ...);',
    '#define TYPE(t) printf("%s: size %lu, align %lu\\n", #t, sizeof(t), _Alignof(t));',
    '#define SIGN(t) printf("%s: %s\\n", #t, _Generic((t)0, char *: "pointer", void *: "pointer", default: \\',
    '    (t)-1 < (t)1 ? "signed" : "unsigned"));',
    '#define MEMBER(s, m) printf("%s.%s: %lu, %lu bytes\\n", #s, #m, __builtin_offsetof(s, m), sizeof(((s *)0)->m));',
    '#define TEXT(v) _Generic((v), char *: "%s = %s\\n", default: "%s = %llx\\n")',
    '#define VALUE(v) printf(TEXT(v), #v, (v));',
    'int main(void) {',
    ...typedefs(name).flatMap((type) =>
      /^(FILE|va_list)$/.test(type)
        ? []
        : /^(u?int|[a-z]+_t$|__[us])/.test(type) &&
            !/^(max_align_t|l*div_t|(__)?sigset_t|siginfo_t|cpu_set_t|pthread_\w+|atomic_\w+)$/.test(type)
          ? [`TYPE(${type})`, `SIGN(${type})`]
          : [`TYPE(${type})`],
    ),
    ...structs.flatMap(([, type, members]) => [`TYPE(${type})`, ...members.map((m) => `MEMBER(${type}, ${m})`)]),
    ...macros(name).flatMap((macro) =>
      YOUNG.test(macro) ? [`#ifdef ${macro}`, `VALUE(${macro})`, '#endif'] : [`VALUE(${macro})`],
    ),
    '}',
  ].join('\n');
}

describe.skipIf(!hasGcc)('headers beside those of the machine (needs gcc)', () => {
  test.each(names)('%s stands alone', (name) => {
    const input = `#include <${name}>\n#include <${name}>\n`;
    runTool('gcc', [...OURS, '-fsyntax-only', '-Wall', '-Wextra', '-Werror', '-x', 'c', '-'], { input });
  });

  test.each(names)('%s: sizes, offsets and values', (name) => {
    const young = (line: string) => !YOUNG.test(line);
    const ours = compileAndRun(facts(name), ['-w', ...OURS]).split('\n');
    const theirs = compileAndRun(facts(name), ['-w']).split('\n');
    expect(ours.filter(young)).toEqual(theirs.filter(young));
    for (const line of theirs) if (!young(line)) expect(ours).toContain(line);
  });

  test.each(names)('%s: prototypes', (name) => {
    const input = `#define _GNU_SOURCE\n#include <${name}>\n${prototypes(name).join('\n')}\n`;
    runTool('gcc', ['-fsyntax-only', '-x', 'c', '-'], { input });
  });
});
