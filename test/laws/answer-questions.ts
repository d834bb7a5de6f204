/** The far end of `far-process.ts`: answers each question that comes in. */
export function answerQuestions<Question, Result>(answer: (question: Question) => Promise<Result>): void {
  process.on("message", async (question: Question) => {
    try {
      process.send?.({ value: await answer(question) });
    } catch (error) {
      process.send?.({ thrown: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
}
