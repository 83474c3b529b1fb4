package table

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A spreadsheet program reads back what was written: words, numbers, shares, and nothing that runs.
func TestWorkbookIsReadByOthers(t *testing.T) {
	sheet := Sheet{Name: "月报/2024:01", Widths: []int{20}, Rows: [][]Cell{
		{Words("指标"), Words("数值"), Words("比率")},
		{Words("接待<选民>&\"群众\""), Number(124, Plain), Number(0.18, Percent)},
		{Words("=1+1"), Number(-2.5, Plain), Cell{}},
		{Words("控制\x01符"), Cell{}, Words("尾")}}}
	for range 27 {
		sheet.Rows[0] = append(sheet.Rows[0], Words("列"))
	}
	var out bytes.Buffer
	if err := WriteXLSX(&out, sheet, Sheet{Name: "空"}); err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	}()
	names := file.GetSheetList()
	if len(names) != 2 || names[0] != "月报 2024 01" {
		t.Fatalf("sheets %q", names)
	}
	for at, want := range map[string]string{"A1": "指标", "A2": "接待<选民>&\"群众\"", "B2": "124", "C2": "18.0%", "A3": "=1+1", "B3": "-2.5",
		"A4": "控制\ufffd符", "C4": "尾", "AD1": "列"} {
		if got, err := file.GetCellValue(names[0], at); err != nil || got != want {
			t.Errorf("%s is %q, want %q (%v)", at, got, want, err)
		}
	}
	if formula, err := file.GetCellFormula(names[0], "A3"); err != nil || formula != "" {
		t.Errorf("A3 runs %q (%v)", formula, err)
	}
}

func TestLinesAreTheSameInText(t *testing.T) {
	var out bytes.Buffer
	if err := WriteCSV(&out, Sheet{Rows: [][]Cell{{Words("=x"), Number(1.5, Plain), Number(0.185, Percent), Cell{}}}}.Lines()); err != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), "\ufeff'=x,1.5,18.5%,\r\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
