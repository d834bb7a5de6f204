/** A calendar day or an instant, in the site's zone. */
export type Moment = {
  /** Milliseconds since 1970; midnight in the site's zone for a bare day. */
  readonly ms: number;
  /** `2014-08-24` in the site's zone. */
  readonly day: string;
  /** For `<time datetime>`: `2014-08-24T23:42:02+08:00`, or `2014-08-24` for a bare day. */
  readonly iso: string;
  /** Always with a time, for feeds: `2014-08-24T00:00:00+08:00`. */
  readonly rfc3339: string;
};
