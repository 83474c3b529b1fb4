package tests

import (
	"fmt"
	"testing"
	"time"

	"lianzhan/station"
	"lianzhan/tests/road"
)

const oneWay = 150 * time.Millisecond // 300 ms round trip

// warm enrols a station behind a slow line and waits until nothing moves.
func warm(b *testing.B, delay time.Duration) (county, village *node, l *road.Road) {
	b.Helper()
	county, village = newNode(b, true, honest), newNode(b, false, honest)
	l = newLine(b, county.addr, delay)
	county.adopt(village, "v", "/c/v", l.URL())
	village.write(station.KindActivity, "first", station.Public, map[string]any{"title": "第一件"})
	eventually(b, "the line is warm", func() bool { return county.field(station.KindActivity, "first", "title") != "" && village.settled() })
	time.Sleep(time.Second)
	return county, village, l
}

// One change of a station on a warm line: how long until it is on the county's disk, and what it costs on the wire.
func BenchmarkOneChangeUp(b *testing.B) {
	county, village, l := warm(b, oneWay)
	spent, bytes := time.Duration(0), int64(0)
	for i := 0; b.Loop(); i++ {
		id := fmt.Sprint("a", i)
		before := l.Carried()
		began := time.Now()
		village.write(station.KindActivity, id, station.Public, map[string]any{"title": "走访莲池村", "date": "2026-11-21"})
		eventually(b, "it arrives", func() bool { return county.field(station.KindActivity, id, "title") != "" })
		spent += time.Since(began)
		eventually(b, "it is acknowledged", village.settled)
		time.Sleep(2 * oneWay)
		bytes += l.Carried() - before
	}
	b.ReportMetric(float64(spent.Milliseconds())/float64(b.N), "ms/change")
	b.ReportMetric(float64(bytes)/float64(b.N), "bytes/change")
}

// One change of the county on a warm line.
func BenchmarkOneChangeDown(b *testing.B) {
	county, village, l := warm(b, oneWay)
	spent, bytes := time.Duration(0), int64(0)
	for i := 0; b.Loop(); i++ {
		id := fmt.Sprint("n", i)
		before := l.Carried()
		began := time.Now()
		county.write(station.KindArticle, id, station.Public, map[string]any{"title": "县里的通知"})
		eventually(b, "it arrives", func() bool { return village.field(station.KindArticle, id, "title") != "" })
		spent += time.Since(began)
		time.Sleep(2 * oneWay)
		bytes += l.Carried() - before
	}
	b.ReportMetric(float64(spent.Milliseconds())/float64(b.N), "ms/change")
	b.ReportMetric(float64(bytes)/float64(b.N), "bytes/change")
}

// What an idle station costs.
func BenchmarkIdle(b *testing.B) {
	_, _, l := warm(b, oneWay)
	for b.Loop() {
		before := l.Carried()
		time.Sleep(3 * time.Minute)
		b.ReportMetric(float64(l.Carried()-before)/180, "bytes/s")
	}
}

// A line is cut while ten thousand changes are written; how long until the first and the last arrive once it is back.
func BenchmarkCatchUp(b *testing.B) {
	for _, cut := range []time.Duration{5 * time.Second, time.Minute} {
		b.Run(cut.String(), func(b *testing.B) {
			county, village, l := warm(b, oneWay)
			for i := 0; b.Loop(); i++ {
				catchUp(b, county, village, l, cut, i)
			}
		})
	}
}

func catchUp(b *testing.B, county, village *node, l *road.Road, cut time.Duration, round int) {
	const changes, each = 10_000, 500
	l.Sever(true)
	end := time.Now().Add(cut)
	for i := range changes / each {
		var edits []station.Edit
		for j := range each {
			edits = append(edits, station.Edit{Kind: station.KindActivity, ID: fmt.Sprintf("r%d-%d", round, i*each+j), Op: station.OpPut,
				Class: station.Public, Fields: raw(b, map[string]any{"title": fmt.Sprint("走访莲池村第", i*each+j, "户"), "date": "2026-11-21",
					"place": "莲池村", "summary": "听取村民对道路、路灯和饮水的意见，记录在册，逐件交办。"})})
		}
		village.edit(edits...)
	}
	time.Sleep(time.Until(end))
	before := l.Carried()
	l.Sever(false)
	began := time.Now()
	first := eventually(b, "the first arrives", func() bool { return county.field(station.KindActivity, fmt.Sprintf("r%d-0", round), "title") != "" })
	eventually(b, "the last arrives", func() bool {
		return county.field(station.KindActivity, fmt.Sprintf("r%d-%d", round, changes-1), "title") != ""
	})
	b.ReportMetric(first.Seconds(), "s/first")
	b.ReportMetric(time.Since(began).Seconds(), "s/all")
	b.ReportMetric(float64(l.Carried()-before)/changes, "bytes/change")
}

// Ten thousand changes over loopback, durable at both ends.
func BenchmarkBulkUp(b *testing.B) {
	county, village, l := warm(b, 0)
	for i := 0; b.Loop(); i++ {
		catchUp(b, county, village, l, 0, i)
	}
}
