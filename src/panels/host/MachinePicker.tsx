import { useStore } from 'zustand';
import { chooseMachine, type MachineChoice, machineChoiceStore } from '../../store/machine-choice.ts';
import { text } from '../../text/index.ts';

/** Whose kernel: the model's, or that of a Linux machine. To choose one runs nothing. */
export function MachinePicker() {
  const { machine, release } = useStore(machineChoiceStore);
  const { machines } = text.page;
  return (
    <label className="picker machine">
      <span>{text.page.machine}</span>
      <select value={machine} onChange={(event) => chooseMachine(event.target.value as MachineChoice['machine'])}>
        <option value="model">{machines.model}</option>
        <option value="host">{machines.host(release)}</option>
      </select>
    </label>
  );
}
