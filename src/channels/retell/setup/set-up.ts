// Reads an agent at Retell, changes what was planned, and reads it back.
import { Fault } from '../../../domain/fault.ts';
import { type FoundSetup, planSetup, type SetupPlan, type WantedSetup } from './plan.ts';
import { type RetellAgent, type RetellApi, retellFault } from './retell-api.ts';

/** Throws `retell_agent_unsupported` for an agent whose prompt and functions are not in one place. */
export async function readSetup(api: RetellApi, agentId: string): Promise<FoundSetup> {
  const agent = await api.agent(agentId);
  const llm = await api.llm(llmIdOf(agent), agent.response_engine.version);
  if (llm.is_published === true && agent.is_published !== true)
    throw retellFault(
      'retell_llm_published',
      `version ${agent.version} of the agent is a draft, but the prompt it uses is published: create a new version of the agent at Retell first`,
    );
  const numbers = await api.numbers();
  return {
    agent,
    llm,
    numbers: numbers.filter(({ inbound_agents }) => inbound_agents?.some(({ agent_id }) => agent_id === agentId)),
  };
}

function llmIdOf({ response_engine: { type, llm_id } }: RetellAgent): string {
  if (type === 'retell-llm' && llm_id !== undefined) return llm_id;
  const why =
    type === 'conversation-flow'
      ? 'The agent is a conversation flow, whose nodes have prompts of their own. Print everything with --print, and enter it by hand: the prompt as the flow’s global prompt, the functions at the nodes that need them, the settings at the agent'
      : `The agent’s answers come from "${type}", not from a Retell LLM. Print everything with --print, and set it up there by hand`;
  throw retellFault('retell_agent_unsupported', why);
}

/**
 * Carries the plan out and gives what Retell has now. `report` hears of each step that is done. Throws with what was done before where a step
 * fails, and `retell_not_taken` where Retell has something else than it was given.
 */
export async function carryOut(
  api: RetellApi,
  found: FoundSetup,
  plan: SetupPlan,
  wanted: WantedSetup,
  report: (done: string) => void,
): Promise<FoundSetup> {
  const done: string[] = [];
  const step = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    try {
      const result = await work();
      done.push(what);
      report(what);
      return result;
    } catch (error) {
      if (!(error instanceof Fault) || done.length === 0) throw error;
      throw new Fault(error.code, `${error.message}\nDone before that: ${done.join(', ')}. Run it again for the rest.`, {
        cause: error,
      });
    }
  };

  let { agent } = found;
  const hasDraftChanges = Object.keys(plan.llm).length + Object.keys(plan.agent).length > 0;
  if (hasDraftChanges && agent.is_published === true)
    agent = await step('a draft from the published version', () => api.createDraft(agent.agent_id, agent.version));
  if (Object.keys(plan.llm).length > 0)
    await step('prompt and functions', () => api.updateLlm(llmIdOf(agent), agent.response_engine.version, plan.llm));
  if (Object.keys(plan.agent).length > 0) await step('agent', () => api.updateAgent(agent.agent_id, agent.version, plan.agent));
  for (const { phoneNumber, change } of plan.numbers)
    await step(`number ${phoneNumber}`, () => api.updateNumber(phoneNumber, change));

  const now = await readSetup(api, found.agent.agent_id);
  const { differences } = planSetup(now, wanted);
  if (differences.length > 0)
    throw retellFault('retell_not_taken', `Retell has not taken over everything:\n${differences.join('\n')}\nEnter it by hand`);
  return now;
}
