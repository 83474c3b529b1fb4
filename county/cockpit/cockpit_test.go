package cockpit

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lianzhan/station"
	"lianzhan/station/figure"
	"lianzhan/web/form"
)

func (w *world) board(path string) figure.Board {
	w.Helper()
	status, _, body := w.get(path)
	var board figure.Board
	if err := json.Unmarshal(body, &board); status != http.StatusOK || err != nil {
		w.Fatalf("%s: %d %s", path, status, body)
	}
	return board
}

func received(b figure.Board) float64 {
	for _, f := range b.Figures {
		if f.Key == "received" {
			return f.Value
		}
	}
	return -1
}

func TestBoardFollowsTheStore(t *testing.T) {
	w := newWorld(t)
	board := w.board("")
	if received(board) != 7 || board.From != "2024-01-01" || board.To != "2024-06-30" || board.Scope != "/shan" || len(board.Places) != 2 {
		t.Errorf("%v from %s to %s at %s, %d places", received(board), board.From, board.To, board.Scope, len(board.Places))
	}
	if len(board.Missing) != 2 || board.Boxes.Of != 2 {
		t.Errorf("missing %+v of %+v", board.Missing, board.Boxes)
	}
	whole := w.shelf.whole
	for range 3 {
		w.put("/shan/xi", station.KindSession, "r2", sitting("r2", "2024-05-15", 4))
		w.put("/shan/xi", station.KindSession, "r3", sitting("r3", "2024-05-16", 1))
	}
	if got := received(w.board("")); got != 10 {
		t.Errorf("received %v", got)
	}
	if w.shelf.whole != whole || w.shelf.one != 2 {
		t.Errorf("%d kinds read whole and %d records one by one for two records that changed", w.shelf.whole-whole, w.shelf.one)
	}
	delete(w.shelf.records, station.Ref{Kind: station.KindSession, ID: "r3"})
	w.room.Heard(station.Announcement{Refs: []station.Ref{{Kind: station.KindSession, ID: "r3"}}})
	if got := received(w.board("?from=2024-05-01&to=2024-05-31")); got != 4 {
		t.Errorf("received in May %v", got)
	}
}

// A disk that fails for a moment loses no mark: the next visitor is told the truth.
func TestMarksOutliveAFailedRead(t *testing.T) {
	w := newWorld(t)
	w.board("")
	w.put("/shan/xi", station.KindSession, "r2", sitting("r2", "2024-05-15", 9))
	w.shelf.torn = true
	if status, _, _ := w.get(""); status != http.StatusInternalServerError {
		t.Errorf("a torn disk answers %d", status)
	}
	w.shelf.torn = false
	if got := received(w.board("")); got != 14 {
		t.Errorf("received %v", got)
	}
}

func TestSightEndsWithTheAccountsBranch(t *testing.T) {
	w := newWorld(t)
	w.viewer.Scope = "/shan/dong"
	if board := w.board(""); board.Scope != "/shan/dong" || received(board) != 5 || len(board.Missing) != 1 {
		t.Errorf("%s: %v, %+v", board.Scope, received(board), board.Missing)
	}
	for path, want := range map[string]int{
		"?scope=/shan":                               http.StatusForbidden,
		"?scope=/shan/xi":                            http.StatusForbidden,
		"?scope=/shan/dongfang":                      http.StatusForbidden, // begins alike, lies elsewhere
		"/list?figure=received&scope=/shan/xi":       http.StatusForbidden,
		"/month.csv?month=2024-06&scope=/shan":       http.StatusForbidden,
		"?scope=/shan/dong/lin":                      http.StatusOK,
		"?scope=../..":                               http.StatusBadRequest,
		"?from=2024-13-01":                           http.StatusBadRequest,
		"?from=2024-06-30&to=2024-06-01":             http.StatusBadRequest,
		"?from=1950-01-01":                           http.StatusBadRequest,
		"/list?figure=applause":                      http.StatusNotFound,
		"/list?figure=received&skip=-1":              http.StatusBadRequest,
		"/month.doc":                                 http.StatusNotFound,
		"/month.csv?month=2024-6":                    http.StatusBadRequest,
		"/style/other.css":                           http.StatusNotFound,
		"/style/" + form.StyleName:                   http.StatusOK,
		"/list?figure=received&skip=9999999&limit=1": http.StatusOK,
	} {
		if status, _, body := w.get(path); status != want {
			t.Errorf("%s: %d, want %d: %s", path, status, want, body)
		}
	}
	if len(w.taken) != 0 {
		t.Errorf("written down as taken: %v", w.taken)
	}
}

func TestListNamesTheRecords(t *testing.T) {
	w := newWorld(t)
	status, _, body := w.get("/list?figure=received&limit=1")
	var list figure.List
	if err := json.Unmarshal(body, &list); status != http.StatusOK || err != nil {
		t.Fatalf("%d %s", status, body)
	}
	if list.Total != 2 || len(list.Items) != 1 || list.Items[0].ID != "r1" || list.Items[0].Amount != 5 || list.Figure.Value != 7 || list.Items[0].Place != "东镇" {
		t.Errorf("%+v", list)
	}
}

func TestMonthLeavesTheHouseInWriting(t *testing.T) {
	w := newWorld(t)
	status, header, body := w.get("/month.csv?month=2024-06")
	if status != http.StatusOK || !strings.HasPrefix(header.Get("Content-Disposition"), "attachment") {
		t.Fatalf("%d %v", status, header)
	}
	for _, want := range []string{"联系群众,接待选民,人次,5,5,0,", "东镇：从 2024-06-27 10:00 起没有联系", "西镇：还没有接入。", "东镇“联络站点总数”公布为 7，登记在册 1，请核对。"} {
		if !strings.Contains(string(body), want) {
			t.Errorf("the file does not say %q:\n%s", want, body)
		}
	}
	status, _, body = w.get("/month.xlsx?month=2024-06&scope=/shan/dong")
	file, err := excelize.OpenReader(bytes.NewReader(body))
	if status != http.StatusOK || err != nil {
		t.Fatalf("%d %v", status, err)
	}
	rows, err := file.GetRows("2024-06")
	if err != nil || len(rows) < 30 || rows[0][3] != "东镇" || rows[2][1] != "接待选民" || rows[2][3] != "5" {
		t.Errorf("%v %q", err, rows)
	}
	status, header, body = w.get("/month.html?month=2024-06")
	if status != http.StatusOK || header.Get("Content-Security-Policy") != form.Policy || !strings.Contains(string(body), "2024年6月") || !strings.Contains(string(body), "季同安") {
		t.Errorf("%d %v %s", status, header, body)
	}
	status, _, body = w.get("/month.pdf?month=2024-06")
	if status != http.StatusOK || !bytes.HasPrefix(body, []byte("%PDF")) {
		t.Errorf("%d %.20s", status, body)
	}
	if len(w.taken) != 4 {
		t.Errorf("taken %v", w.taken)
	}
	w.closed = station.Busy("disk_write_failed", "没有存上。")
	if status, _, _ := w.get("/month.csv?month=2024-06"); status != http.StatusServiceUnavailable {
		t.Errorf("handed out unwritten: %d", status)
	}
}

// Changes of what is not counted ring nobody; many that are ring a few times at most.
func TestBellRingsForWhatIsCounted(t *testing.T) {
	w := newWorld(t)
	<-w.rung
	w.room.Heard(station.Announcement{Refs: []station.Ref{{Kind: station.KindScreen, ID: "hall"}, {Kind: station.KindAccount, ID: "a"}}})
	for range 100 {
		w.put("/shan/xi", station.KindSession, "r2", sitting("r2", "2024-05-15", 4))
	}
	w.room.Close()
	if extra := len(w.rung); extra > 2 {
		t.Errorf("rang %d times more", extra)
	}
}
