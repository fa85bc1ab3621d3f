import { RULES, type RuleId } from '../../rules/ids.ts';

/** The rules that speak of a field. Comes with their sentences when somebody first asks. */
export default function FieldRules({ rules }: { readonly rules: readonly RuleId[] }) {
  return (
    <span className="rule-ids">
      {rules.map((id) => (
        <span key={id} title={RULES[id]}>
          <b className="mono">{id}</b> {RULES[id]}{' '}
        </span>
      ))}
    </span>
  );
}
