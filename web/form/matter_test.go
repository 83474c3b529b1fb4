package form

import (
	"slices"
	"strings"
	"testing"

	"lianzhan/station/matter"
)

// cellsOf lists the fields of a sheet as "block/label: text".
func cellsOf(s Sheet) map[string]string {
	all := map[string]string{}
	for _, b := range s.Blocks {
		for _, row := range b.Rows {
			for _, c := range row {
				if c.Label != "" {
					all[b.Name+"/"+c.Label] = c.Text
				}
			}
		}
	}
	return all
}

func TestEveryFieldOfTheProcessingFormIsFilled(t *testing.T) {
	got := cellsOf(MatterSheet(sampleCase()))
	for field, want := range map[string]string{
		"来源/收到时间":    "2026-11-02 12:00",
		"来源/经手人":     "联络员 翀玥",
		"来源/反映渠道":    "□触摸屏　□手机　☑代表接待　□代表走访　□来信　□来电　□县里转来",
		"来源/反映人":     "张某某",
		"来源/联系电话":    "138****1234",
		"来源/村（社区）":   "西溪村",
		"来源/本人要求":    "□匿名　☑保密",
		"来源/告知书":     "已同意，版本 2026-11",
		"反映内容/标题":    "村口井盖坏了",
		"反映内容/类别":    "道路（城建环资）",
		"反映内容/紧急程度":  "□一般　☑紧急　□特急",
		"反映内容/地点":    "镇前路与河西路交叉口",
		"反映内容/涉及人数":  "60人",
		"反映内容/选民原话":  "村口的井盖坏了好几天，晚上骑车危险。\n【2026-11-03 08:00 补充】昨天又有人摔了。",
		"反映内容/附件":    "照片 2 张",
		"反映内容/并案附议":  "并入了 1 件　附议 12 人",
		"接待/接待代表":    "何喆垚、翟赟堃",
		"接待/代录人":     "联络员 翀玥",
		"接待/当场答复":    "□是　☑否，转交办理",
		"受理/决定":      "☑受理　□不予受理",
		"受理/时间":      "2026-11-02 14:00",
		"受理/决定人":     "站长 翟赟堃",
		"拟办审批/拟办意见":  "建议由城建办公室主办，先围挡再更换。",
		"拟办审批/审批意见":  "2026-11-02 15:00 站长 翟赟堃交办。",
		"交办办理/主办单位":  "青禾镇城建办公室",
		"交办办理/协办单位":  "青禾镇供电所",
		"交办办理/答复期限":  "2026年11月3日",
		"交办办理/退办":    "2026-11-02 16:00　城建办公室　管道归供电所",
		"交办办理/延期":    "延到 2026年12月30日　批准人：站长　理由：等配件到货",
		"交办办理/暂停计时":  "2026年11月3日 到 2026年11月5日　等选民补充照片",
		"催办督办/催办":    "2026-11-02 17:00　联络员 翀玥　请尽快围挡",
		"催办督办/督办":    "2026-11-02 18:00　主席团　限三天",
		"催办督办/上报":    "2026-11-04 04:00　报乡镇人大主席团（街道人大工委）　请协调资金。\n2026-11-04 14:00　意见：同意从维护费列支。",
		"答复/结果类别":    "☑A 已经解决　□B 正在解决或列入计划　□C 条件限制，暂不能解决　□D 留作参考",
		"答复/答复形式":    "☑书面　□口头",
		"答复/面商":      "11月9日上午在村委会",
		"答复/办理结果":    "井盖已经换成新的。",
		"答复/下一步":     "每月巡查一次。\n联系：城建办公室 0000-7654321",
		"答复/答复人":     "彧瑀　主任　0000-7654321",
		"答复/第 1 次答复": "2026-11-05 10:00　B类　已经围挡，等配件。　旧答复人",
		"反馈评价/方式":    "电话",
		"反馈评价/满意度":   "☑满意　□基本满意　□不满意",
		"反馈评价/选民评语":  "2026-11-02 21:00　选民　修得好",
		"反馈评价/重新办理":  "共 1 次\n2026-11-02 22:00　系统　不满意",
		"反馈评价/代表意见":  "2026-11-02 23:00　代表 何喆垚　请盯紧",
		"反馈评价/回头看":   "2026年12月10日　办结后 30 天　没有反弹　井盖完好。",
		"办结归档/转代表建议": "是　第 9 号",
		"办结归档/卷号":    "2026-3",
		"办结归档/是否公开":  "☑公开　□不公开",
		"办结归档/公开内容":  "井盖修好了\n镇前路井盖已更换。\n两天解决",
	} {
		if got[field] != want {
			t.Errorf("%s: %q, want %q", field, got[field], want)
		}
	}
}

func TestWhatStaysAtTheDeskIsNotPrinted(t *testing.T) {
	sheet := MatterSheet(sampleCase())
	said := told(sheet)
	for _, kept := range []string{"内部备注不上纸", "不应重复"} {
		if strings.Contains(said, kept) {
			t.Errorf("%q is on the form", kept)
		}
	}
	if !strings.Contains(said, "没有采用：新的期限要比原来的晚。") || !strings.Contains(said, "2026年11月6日（超期）") {
		t.Errorf("what was late or did not fit is not told: %s", said)
	}
}

func TestAVoterWithoutANameStandsThereAsOne(t *testing.T) {
	for want, change := range map[string]func(c *Case){
		"没有留": func(c *Case) { c.Matter.Privacy = matter.Privacy{} },
		"匿名":  func(c *Case) { c.Matter.Anonymous = true },
		"已删除": func(c *Case) { c.Matter.Privacy.ContactErased = noon },
		"不显示": func(*Case) {},
	} {
		c := sampleCase()
		c.Contact = nil
		change(&c)
		if got := cellsOf(MatterSheet(c))["来源/反映人"]; got != want {
			t.Errorf("the voter is %q, want %q", got, want)
		}
	}
}

func TestARefusalSaysWhyAndWhereToGo(t *testing.T) {
	c := sampleCase()
	c.Matter = matter.Matter{ID: "m1", State: matter.Refused, Decline: &matter.Declined{Reason: "court", Advice: "请向人民法院提出。", Told: "call"}}
	got := cellsOf(MatterSheet(c))
	if got["受理/决定"] != "□受理　☑不予受理" || got["受理/不受理理由"] != "已经或应当由法院审理\n请向人民法院提出。" || got["受理/告知方式"] != "电话" {
		t.Errorf("%q", got)
	}
}

func TestAnEmptyFormFitsOneSheetOfPaper(t *testing.T) {
	for name, sheet := range map[string]Sheet{"matter": MatterSheet(Case{House: sampleHouse()}), "sitting": SittingSheet(Sitting{House: sampleHouse()})} {
		if n := len(pages(t, sheet)); n != 2 {
			t.Errorf("%s: %d pages, want two, back to back", name, n)
		}
		if said := told(sheet); strings.Contains(said, "☑") {
			t.Errorf("%s: something is ticked", name)
		}
	}
	for i, sheet := range ProposalSheets(Proposal{House: sampleHouse()}) {
		if n := len(pages(t, sheet)); n != 1 {
			t.Errorf("suggestion, sheet %d: %d pages", i+1, n)
		}
	}
}

func TestRowsFillTheWidthOfTheSheet(t *testing.T) {
	sheets := []Sheet{MatterSheet(sampleCase()), MatterSheet(Case{}), SittingSheet(Sitting{Visits: make([]Visit, 2)})}
	for _, s := range slices.Concat(sheets, ProposalSheets(Proposal{})) {
		for _, b := range s.Blocks {
			for _, row := range append([]Row{b.Head}, b.Rows...) {
				width := 0
				for _, c := range row {
					width += c.Span
				}
				if width != Columns && len(row) > 0 {
					t.Errorf("%s, %s: a row is %d columns wide: %v", s.Title, b.Name, width, row)
				}
			}
		}
	}
}
