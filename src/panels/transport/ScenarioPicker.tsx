import { useStore } from 'zustand';
import { listedScenarios as scenarios } from '../../scenarios/index.ts';
import { visitScenario } from '../../store/link.ts';
import { programStore } from '../../store/program-text.ts';
import { text } from '../../text/index.ts';

const groups = [...new Set(scenarios.map(({ group }) => group))];

/** The list of scenarios; choosing one opens its program at the beginning. */
export function ScenarioPicker() {
  const id = useStore(programStore, ({ opening, scenario }) => opening ?? scenario.id);
  return (
    <label className="picker">
      <span>{text.page.scenario}</span>
      <select value={id} onChange={(event) => visitScenario(event.target.value)}>
        {groups.map((group) => (
          <optgroup key={group} label={text.page.scenarioGroups[group]}>
            {scenarios
              .filter((scenario) => scenario.group === group)
              .map((scenario) => (
                <option key={scenario.id} value={scenario.id}>
                  {scenario.title}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
