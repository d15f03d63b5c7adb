import budget from "../../../../../../samples/budget.docbuilder?raw";
import invoice from "../../../../../../samples/invoice.docbuilder?raw";
import slides from "../../../../../../samples/slides.docbuilder?raw";
import report from "../../../../../../samples/report.docbuilder?raw";

/** The scripts to begin with, those of the folder `samples/`. */
export const SAMPLES: { name: string; text: string }[] = [
  { name: "report", text: report },
  { name: "invoice", text: invoice },
  { name: "budget", text: budget },
  { name: "slides", text: slides },
];
