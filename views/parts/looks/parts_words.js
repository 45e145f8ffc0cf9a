// Every word of the pieces that several pages use, with {names} for what is filled in.

/** A pixel of a picture, with its channel where there are several. */
export const PIXEL = { place: "row {row}, col {col}", inMap: "map {channel}, row {row}, col {col}", picture: "{title}: {note}", walk: "{title}: {note}. Arrow keys move, Enter chooses.", look: "{title}: {note}. Arrow keys move." };

/** A chart, for those who can't see it. */
export const CHART = { spoken: "{title}: {values}", nothing: "nothing yet" };
