// The company and branch that were chosen on this device: ids alone.
import { useState } from 'react';

export interface Choice {
  company: string | undefined;
  branch: string | undefined;
}

const remembered = 'rebook.desk';

function read(): Choice {
  const [company, branch] = (localStorage.getItem(remembered) ?? '').split('\n');
  return { company: company || undefined, branch: branch || undefined };
}

export function useChoice(): [Choice, (next: Partial<Choice>) => void] {
  const [choice, setChoice] = useState(read);
  const choose = (next: Partial<Choice>): void => {
    // Another company has other branches.
    const chosen = { ...choice, ...(next.company !== undefined && { branch: undefined }), ...next };
    localStorage.setItem(remembered, [chosen.company ?? '', chosen.branch ?? ''].join('\n'));
    setChoice(chosen);
  };
  return [choice, choose];
}
