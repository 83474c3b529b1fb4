package find

import "testing"

func BenchmarkNew(b *testing.B) {
	entries := invented(10000)
	b.ReportAllocs()
	for b.Loop() {
		New(entries)
	}
}

// Each query is followed by how many of 10,000 deputies answer it, so that a figure says what it was measured on.
func BenchmarkFind(b *testing.B) {
	x := New(invented(10000))
	for _, c := range []struct{ name, query string }{
		{"pinyin/name", "zhaoguoping"}, {"pinyin/given", "guoping"}, {"pinyin/short", "zhangwei"},
		{"pinyin/surname", "wang"}, {"pinyin/letter", "z"},
		{"initials/three", "zgp"}, {"initials/many", "hzh"}, {"initials/two", "zj"},
		{"mixed/surname", "zhaogp"}, {"mixed/given", "zguoping"}, {"mixed/zh", "zhgp"}, {"mixed/characters", "赵gp"},
		{"characters/name", "赵国平"}, {"characters/surname", "王"}, {"characters/given", "国平"},
		{"text/village", "莲池"}, {"text/post", "养殖合作社理事长"}, {"text/area", "第5选区"}, {"text/all", "村"},
		{"phone", "2062630"}, {"nobody", "xyzzy"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			var found []int
			for b.Loop() {
				found = x.Append(found[:0], c.query)
			}
			b.ReportMetric(float64(len(found)), "hits")
		})
	}
}
