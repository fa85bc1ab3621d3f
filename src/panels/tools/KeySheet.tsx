import { Dialog } from 'radix-ui';
import { closeOverlay } from '../../store/overlay.ts';
import { text } from '../../text/index.ts';
import { COMMANDS } from '../transport/commands.ts';
import { Keys } from './Keys.tsx';
import './dialog.css';

const groups = [...new Set(COMMANDS.map(({ group }) => group))];

/** The list of all keys. */
export default function KeySheet() {
  return (
    <Dialog.Root open onOpenChange={closeOverlay}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-ground" />
        <Dialog.Content className="dialog key-sheet">
          <Dialog.Title>{text.keySheet.title}</Dialog.Title>
          <Dialog.Description className="note">{text.keySheet.intro}</Dialog.Description>
          <div className="key-groups">
            {groups.map((group) => (
              <section key={group} aria-label={text.keySheet.groups[group]}>
                <h3>{text.keySheet.groups[group]}</h3>
                <dl>
                  {COMMANDS.filter((command) => command.group === group && command.keys.length > 0).map((command) => (
                    <div key={command.id}>
                      <dt>
                        <Keys keys={command.keys} />
                      </dt>
                      <dd>{text.commands[command.id]}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
          <Dialog.Close className="dialog-close">{text.keySheet.close}</Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
