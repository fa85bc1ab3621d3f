import { useEffect } from 'react';
import { useStore } from 'zustand';
import { dismiss, noticeStore } from '../../store/notice.ts';
import { text } from '../../text/index.ts';

/** How long a notice stays that asks for nothing. */
const STAYS_MS = 6_000;

/** What kring has to say beside the run; a live region that is there before its text. */
export function NoticeLine() {
  const notice = useStore(noticeStore, (said) => said.notice);
  useEffect(() => {
    if (notice?.tone !== 'plain' || notice.link !== undefined) return;
    const timer = setTimeout(dismiss, STAYS_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <div className="notice-place" role="status">
      {notice && (
        <div className={`notice ${notice.tone}`}>
          <p>{notice.sentence}</p>
          {notice.link !== undefined && (
            <input
              className="mono"
              aria-label={text.link.address}
              readOnly
              value={notice.link}
              ref={(input) => {
                input?.focus();
                input?.select();
              }}
            />
          )}
          <button type="button" className="plain" onClick={dismiss}>
            {text.link.dismiss}
          </button>
        </div>
      )}
    </div>
  );
}
