import { loadUniver } from "../../workbench/load-univer";
import { describeSheetModel } from "./describe-sheet-model";

describeSheetModel("The workbench's Univer grid", async () => (await loadUniver()).createHeadlessModel());
