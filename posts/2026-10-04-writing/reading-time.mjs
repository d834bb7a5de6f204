// 汉字按字数，其余按词数：中文一分钟约 400 字，英文约 230 词。
export function minutes(text) {
  const han = text.match(/\p{Script=Han}/gu) ?? [];
  const words = text.replace(/\p{Script=Han}/gu, " ").match(/[\p{L}\p{N}]+/gu) ?? [];
  return Math.max(1, Math.ceil(han.length / 400 + words.length / 230));
}
