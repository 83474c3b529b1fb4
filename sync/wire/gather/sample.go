package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/sync/wire"
)

// something is a change of one of the kinds a station writes, most of them events of a matter.
func (w *writer) something() station.Entry {
	switch w.random.IntN(10) {
	case 0:
		return w.put(station.KindDeputy, station.Deputy{Code: "LZ" + strconv.Itoa(w.random.IntN(9999)), Name: "代表" + w.hex(1), Gender: "女",
			Posts: []string{"村党支部书记", "卫生院医生"}, Villages: []string{"东村", "西村"}, Memberships: []station.Membership{
				{In: station.BodyCongress, Tier: station.Township, Area: "第" + w.number(12) + "选区", Term: "第十八届", StartDate: "2026-01-10"},
				{In: station.BodyStation, Of: w.hex(8), Role: "联络员"}}, Order: w.random.IntN(90)})
	case 1:
		return w.put(station.KindActivity, station.Activity{Title: "代表接待选民", Type: "reception", Date: w.day(), Start: "09:00", End: "11:30",
			Place: "人大代表联络站", Content: "走访群众，听取意见建议，了解民生实事进度。", People: w.random.IntN(60), Public: true})
	case 2:
		return w.put(station.KindProject, station.Project{Year: 2026, Number: w.random.IntN(12), Name: "农村道路硬化", DutyUnit: "镇建设办",
			DueOn: w.day(), Progress: w.random.IntN(100), Status: "施工中，路基已完成。", Public: true})
	case 3:
		return w.put(station.KindArticle, station.Article{Kind: "notice", Title: "关于代表接待日的通知",
			Body: "定于本月十五日上午在联络站接待选民，欢迎前来反映意见。", PublishedOn: w.day(), Public: true})
	case 4:
		return w.put(station.KindSession, station.ReceptionSession{Number: w.number(99), Date: w.day(), Start: "08:30", End: "11:30",
			Place: "联络站接待室", Visitors: w.random.IntN(20), Deputies: []string{w.hex(8), w.hex(8)}})
	}
	return w.event()
}

func (w *writer) number(below int) string { return strconv.Itoa(1 + w.random.IntN(below)) }

func (w *writer) day() station.Date {
	return station.Date(time.Date(2026, 1, 1+w.random.IntN(360), 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
}

func (w *writer) put(kind station.Kind, v any) station.Entry {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return station.Entry{Change: station.Change{Body: body, Header: station.Header{Class: station.Public, Kind: kind, ID: w.hex(8), Op: station.OpPut}}}
}

func (w *writer) event() station.Entry {
	types := []matter.Data{
		&matter.Registration{Channel: "kiosk", Title: "道路：东村", Category: "road", Village: "东村", People: 3, Consent: "2026-01", CodeHash: w.hex(16)},
		&matter.AcceptedBy{}, &matter.Started{}, &matter.Reply{Class: "A", Form: "written", Decided: "已派人到现场查看，预计本周内修好。"}, &matter.FedBack{How: "kiosk"},
		&matter.Rated{Satisfaction: "satisfied", Via: "kiosk"}, &matter.ClosedBy{}, &matter.Assignment{}, &matter.Escalation{},
	}
	data := types[w.random.IntN(len(types))]
	raw, err := json.Marshal(data)
	if err != nil {
		panic(err)
	}
	body := fmt.Sprintf(`{"type":%q,"by":{"id":"%s","name":"联络员","role":"officer"},"data":%s}`, data.Type(), w.hex(4), raw)
	class := pick(w.random, station.Internal, station.Internal, station.Internal, station.Personal)
	return station.Entry{Change: station.Change{Body: json.RawMessage(body), Header: station.Header{Class: class, Kind: station.KindMatter,
		ID: "m" + w.hex(8), Op: station.OpEvent, Serial: w.random.Uint64N(500)}}}
}

// others are the small messages that go with the changes.
func (w *writer) others() (frames [][]byte) {
	heads := map[string]uint64{w.origin: w.last.Ctr}
	add := func(frame []byte, err error) {
		if err != nil {
			panic(err)
		}
		frames = append(frames, frame)
	}
	add(wire.Plain(wire.PushReply{Epoch: w.hex(8), Ack: heads, Root: heads}))
	add(wire.Plain(wire.Pull{Epoch: w.hex(8), After: w.random.Uint64N(90_000), Max: wire.MaxItems, Root: w.hex(4)}))
	add(wire.Plain(wire.Feed{Epoch: w.hex(8), Items: w.run(1), Next: w.random.Uint64N(90_000), Head: w.random.Uint64N(90_000), Root: heads, Mark: w.hex(4)}))
	return frames
}
