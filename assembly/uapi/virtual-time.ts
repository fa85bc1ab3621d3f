/** What virtual time is made of, where both the machine and its watchers must know it. Literals only. */
export const enum VirtualTime {
  /** ns of one executed statement of the program. */
  STATEMENT_NS = 20,
}
