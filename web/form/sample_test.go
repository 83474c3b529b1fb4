package form

import (
	"strings"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

var noon = time.Date(2026, 11, 2, 12, 0, 0, 0, station.Zone)

func hours(n int) time.Time { return noon.Add(time.Duration(n) * time.Hour) }

// sampleHouse is an invented station.
func sampleHouse() House {
	units := map[string]station.Unit{"u1": {ID: "u1", Name: "青禾镇城建办公室", Phone: "0000-7654321"}, "u2": {ID: "u2", Name: "青禾镇供电所"}}
	deputies := map[string]station.Deputy{"d1": {ID: "d1", Name: "何喆垚"}, "d2": {ID: "d2", Name: "翟赟堃"}}
	return House{Station: station.Station{ID: "s1", Name: "青禾镇人大代表中心联络站", AreaCode: "990101", Phone: "0000-1234567",
		Address: "青禾镇镇前路 8 号", Hours: "周一到周五 上午8:30—下午5:00"},
		Base:   "http://192.168.1.10:8080",
		Unit:   func(id string) station.Unit { return units[id] },
		Deputy: func(id string) station.Deputy { return deputies[id] }}
}

// sampleCase is an invented matter with every field of the form in use.
func sampleCase() Case {
	m := matter.Matter{ID: "m0123456789abcdef", Year: 2026, Serial: 17, State: matter.Archived}
	m.Registration = matter.Registration{Channel: matter.AtReception, Title: "村口井盖坏了", Category: "road", Village: "西溪村",
		Place: "镇前路与河西路交叉口", Deputies: []string{"d1", "d2"}, People: 60, WrittenBy: "联络员 翀玥", Confidential: true, Consent: "2026-11"}
	m.Accept, m.Grade, m.LeadUnit, m.CoUnits = hours(3), matter.Urgent, "u1", []string{"u2"}
	m.Opinion, m.Assigned = "建议由城建办公室主办，先围挡再更换。", hours(5)
	m.Extended = &matter.Extended{To: "2026-12-30", Reason: "等配件到货", ApprovedBy: "站长"}
	m.Pauses = []matter.Pause{{From: hours(30), To: hours(60), Why: "等选民补充照片"}}
	m.Replies = []matter.Reply{
		{Class: "B", Form: "oral", Decided: "已经围挡，等配件。", By: matter.Signer{Name: "旧答复人"}, At: hours(70)},
		{Class: "A", Form: "written", Decided: "井盖已经换成新的。", WhyNot: "没有不能办的部分。", Next: "每月巡查一次。", Call: "城建办公室 0000-7654321",
			By: matter.Signer{Unit: "u1", Name: "彧瑀", Post: "主任", Phone: "0000-7654321"}, Meeting: "11月9日上午在村委会", At: hours(90)},
	}
	m.FedBack, m.Rating = &matter.FedBack{How: "call", At: hours(100)}, &matter.Rated{Satisfaction: matter.Satisfied, Via: "call", At: hours(101)}
	m.Redone, m.Closed, m.Volume, m.Suggestion, m.MeToo, m.From = 1, hours(120), "2026-3", "g1", 12, []string{"mx"}
	m.Escalations = []matter.Escalation{{To: "presidium", Text: "请协调资金。", At: hours(40), Answer: "同意从维护费列支。", Done: hours(50)}}
	m.Letters = []matter.Letter{{Number: "青人监〔2026〕3号", To: "u1", Problems: "围挡不到位", Demands: "三天内整改", ReplyBy: "2026-11-20", At: hours(55), Reply: "已整改。", Replied: hours(65)}}
	m.Rechecks = []matter.Rechecked{{After: 30, Holds: true, Text: "井盖完好。", At: hours(900)}}
	m.Public = matter.Publication{Released: true, Shown: &matter.PublicDraft{Title: "井盖修好了", Text: "镇前路井盖已更换。", Result: "两天解决"}}
	m.Privacy.ContactGiven = true
	return Case{House: sampleHouse(), Matter: m, Told: []matter.Told{{Words: "村口的井盖坏了好几天，晚上骑车危险。", Photos: []string{"a", "b"}, At: noon},
		{Words: "昨天又有人摔了。", At: hours(20)}}, Contact: &matter.Contact{Name: "张某某", Phone: "138****1234", Masked: true},
		Deadlines: []matter.Deadline{{Step: matter.ToAccept, Label: "决定是否受理", Due: "2026-11-05", Done: "2026-11-02", Basis: "本站规定", How: "2026年11月2日的第二天起算3个工作日，到2026年11月5日。"},
			{Step: matter.ToReply, Label: "答复", Due: "2026-11-03", Done: "2026-11-06", Basis: "本站规定", How: "计算一句。"}},
		Lines: sampleLines(), Receiver: "联络员 翀玥", Other: "第 9 号", Record: "/desk#/matters/m0123456789abcdef", Stamp: Stamp{At: hours(1000), By: "翀玥"}}
}

func sampleLines() []Line {
	all := []Line{{Type: "registered", Title: "登记", Text: "代表接待　村口井盖坏了"}, {Type: "told", Title: "选民的话", Text: "不应重复"},
		{Type: "accepted", Title: "受理", By: "站长 翟赟堃"}, {Type: "assigned", Title: "交办", By: "站长 翟赟堃", Text: "主办：青禾镇城建办公室"},
		{Type: "sent_back", Title: "退办", By: "城建办公室", Text: "管道归供电所"}, {Type: "urged", Title: "催办", By: "联络员 翀玥", Text: "请尽快围挡"},
		{Type: "supervised", Title: "督办", By: "主席团", Text: "限三天"}, {Type: "noted", Title: "备注", Text: "内部备注不上纸"},
		{Type: "fed_back", Title: "反馈选民", By: "联络员 翀玥", Text: "电话"}, {Type: "rating_words", Title: "选民的评语", By: "选民", Text: "修得好"},
		{Type: "redo", Title: "重新办理", By: "系统", Text: "不满意"}, {Type: "deputy_view", Title: "代表意见", By: "代表 何喆垚", Text: "请盯紧"},
		{Type: "archived", Title: "归档", By: "联络员 翀玥", Text: "2026-3"}}
	for i := range all {
		all[i].At, all[i].Applied = hours(i), true
	}
	return append(all, Line{Type: "extended", Title: "延期", At: hours(99), Why: "新的期限要比原来的晚。"})
}

// told says everything of a sheet as one text, block by block.
func told(s Sheet) string {
	var b strings.Builder
	for _, block := range s.Blocks {
		b.WriteString("【" + block.Name + "】\n")
		for _, row := range append([]Row{block.Head}, block.Rows...) {
			for _, c := range row {
				b.WriteString(c.Label + "=" + c.Text + "|")
			}
			b.WriteString("\n")
		}
		b.WriteString(block.Text)
	}
	return b.String()
}
