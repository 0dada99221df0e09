/** Answers a question together with those that are asked at about the same time; `undefined`: it has no answer. */
export type Together<Question, Answer> = (question: Question) => Promise<Answer | undefined>;

type Round<Question, Answer> = { readonly questions: Question[]; readonly answers: Promise<readonly Answer[]> };

/** Makes a {@link Together} of what answers many questions in their order; when that fails, all of a round fail. */
export function createTogether<Question, Answer>(answerAll: (questions: readonly Question[]) => Promise<readonly Answer[]>): Together<Question, Answer> {
  let round: Round<Question, Answer> | null = null;

  async function answerSoon(questions: readonly Question[]): Promise<readonly Answer[]> {
    await new Promise((resolve) => setTimeout(resolve));
    round = null;
    return answerAll(questions);
  }

  function open(): Round<Question, Answer> {
    const questions: Question[] = [];
    return { questions, answers: answerSoon(questions) };
  }

  return async (question) => {
    round ??= open();
    const { questions, answers } = round;
    const index = questions.push(question) - 1;
    return (await answers)[index];
  };
}
