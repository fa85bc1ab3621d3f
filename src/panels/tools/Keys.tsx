import { Fragment } from 'react';
import { text } from '../../text/index.ts';

const { names, or } = text.keySheet;

/** Keys as they are printed on keyboards; between two ways of saying the same, "or". */
export function Keys({ keys }: { readonly keys: readonly string[] }) {
  return keys.map((combination, index) => (
    <Fragment key={combination}>
      {index > 0 && ` ${or} `}
      {combination.split('+').map((key) => (
        <kbd key={key}>{names[key] ?? key}</kbd>
      ))}
    </Fragment>
  ));
}
