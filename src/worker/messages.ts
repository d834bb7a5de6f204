/** What this process and a thread of it say to each other. */
import type { FactsByLanguage, Problem, SourcePath, Spot, Template } from "../model.ts";
import type { Parcel } from "./card-deck.ts";
import type { PackedText } from "./packed-text.ts";
import type { ReadJob } from "./share-files.ts";
import type { ReadOutcome } from "./worker.ts";

export type Call =
  | { readonly name: "compile"; readonly args: readonly [readonly Template[]] }
  | { readonly name: "read"; readonly args: readonly [ReadJob] }
  | { readonly name: "facts"; readonly args: readonly [FactsByLanguage] }
  | {
      readonly name: "render";
      readonly args: readonly [Parcel, Readonly<Record<SourcePath, PackedText>>, readonly (Spot | null)[]];
    }
  | { readonly name: "searchTexts" | "packedTexts"; readonly args: readonly [readonly SourcePath[]] };

/** What crosses to a thread. */
export type Request = { readonly id: number; readonly call: Call };
/** What comes back; `thrown` is a bug of ours, with its stack. */
export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly chunk: number; readonly lines: readonly Line[] }
  | { readonly id: number; readonly failed: readonly Problem[] }
  | { readonly id: number; readonly thrown: string };
/** A post as JSON, which is cheaper to hand over than the thing itself, and is kept as it is. */
export type Line = Uint8Array | ReadOutcome;
