import { Fragment } from 'react';

/** A sentence of the text table: what stands between backticks is code, between double stars is stressed. */
export function Sentence({ text }: { readonly text: string }) {
  const parts = text.split(/(`[^`]*`|\*\*[^*]*\*\*)/);
  return parts.map((part, index) => {
    const key = `${index} ${part}`;
    if (part.startsWith('`')) return <code key={key}>{part.slice(1, -1)}</code>;
    if (part.startsWith('**')) return <strong key={key}>{part.slice(2, -2)}</strong>;
    return <Fragment key={key}>{part}</Fragment>;
  });
}
