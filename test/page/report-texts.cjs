/** For `texts-stay-quick.test.ts`: says at the end whether V8 still knows the methods of texts by heart. */
const isQuick = new Function("return %HasFastProperties(String.prototype)");
process.once("exit", () => process.stderr.write(`\ntexts are quick: ${isQuick()}\n`));
