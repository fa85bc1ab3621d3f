import { useFramePicture } from '../../frame/use-frame-value.ts';
import { why } from '../../store/why.ts';
import { text } from '../../text/index.ts';
import { Sentence } from '../region/Sentence.tsx';

/** The kernel's function and the rules behind the moment. Comes with the rules when somebody first asks. */
export default function WhyText() {
  const reason = useFramePicture(why);
  if (reason?.fn === undefined) return <p className="note">{text.why.none}</p>;
  return (
    <>
      <p>
        <Sentence text={text.why.doneBy(reason.fn)} />
      </p>
      <ul>
        {reason.rules.map((rule) => (
          <li key={rule.id}>
            <b className="mono">{rule.id}</b> {rule.text}
          </li>
        ))}
      </ul>
    </>
  );
}
