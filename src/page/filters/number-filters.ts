import { argument, type Filter } from "./filter.ts";

export const numberFilters: Readonly<Record<string, Filter>> = {
  abs: ({ value }) => Math.abs(Number(value)),
  float: (call) => numberOr(Number.parseFloat(String(call.value)), argument(call, 0, "default")),
  int: (call) =>
    numberOr(
      Number.parseInt(String(call.value), Number(argument(call, 1, "base") ?? 10)),
      argument(call, 0, "default"),
    ),
  round(call) {
    const factor = 10 ** Number(argument(call, 0, "precision") ?? 0);
    const method = argument(call, 1, "method");
    const rounded = method === "ceil" ? Math.ceil : method === "floor" ? Math.floor : Math.round;
    return rounded(Number(call.value) * factor) / factor;
  },
};

function numberOr(value: number, otherwise: unknown): unknown {
  return Number.isNaN(value) ? (otherwise ?? 0) : value;
}
