package main

import (
	"context"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"lianzhan/kiosk"
	"lianzhan/station"
	"lianzhan/store"
)

func withPolicy(t *testing.T, policy station.Policy) *store.DB {
	t.Helper()
	db, err := store.Open(t.TempDir(), store.Options{Clock: store.WallClock, Built: builtAt()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	edits, err := station.Put(station.Record{}, station.KindPolicy, station.PolicyID, &policy)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Write(t.Context(), "test", edits...); err != nil {
		t.Fatal(err)
	}
	return db
}

func TestASlipGoesToThePrinterThePolicyNames(t *testing.T) {
	roll, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer roll.Close()
	got := make(chan []byte, 1)
	go func() {
		conn, err := roll.Accept()
		if err != nil {
			got <- nil
			return
		}
		defer conn.Close()
		all, _ := io.ReadAll(conn)
		got <- all
	}()
	p := newPrinter(withPolicy(t, station.Policy{Printer: "tcp://" + roll.Addr().String(), SlipWidth: 80,
		Terms: station.Terms{"accept": {N: 5, Unit: station.CalendarDays}}}))
	err = p.Slip(t.Context(), kiosk.Slip{Number: "990101-2026-000017", Code: "1234 5678 9012", Title: "张三家门口的路", Station: "青禾站",
		ReceivedAt: time.Date(2026, 11, 2, 9, 5, 0, 0, station.Zone).Format(time.RFC3339), Phone: "0000-1234567", Page: "HTTP://X/T/1"})
	if err != nil {
		t.Fatal(err)
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(<-got)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"青禾站", "1234 5678 9012", "990101-2026-000017", "2026年11月2日 09:05", "5天内决定是否受理", "0000-1234567", "HTTP://X/T/1"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("%q is not on the slip", want)
		}
	}
	if strings.Contains(string(text), "张三") {
		t.Error("the title, which may name somebody, is on the slip")
	}
}

func TestWithoutAPrinterInThePolicyNothingIsPrinted(t *testing.T) {
	err := newPrinter(withPolicy(t, station.Policy{})).Slip(context.Background(), kiosk.Slip{})
	if station.Worded(err).Code != "printer_missing" {
		t.Errorf("%v", err)
	}
}
