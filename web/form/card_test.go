package form

import (
	"maps"
	"strings"
	"testing"

	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/station/proposal"
)

func passages(s Sheet) string {
	var all []string
	for _, b := range s.Blocks {
		all = append(all, b.Name+"："+b.Text)
	}
	return strings.Join(all, "\n")
}

func answeredCase() Case {
	c := sampleCase()
	c.Matter.State, c.Matter.Redone = matter.FedBackTo, 0
	return c
}

func TestTheAnswerCardSaysWhatAVoterAsks(t *testing.T) {
	card, err := AnswerCard(answeredCase())
	if err != nil {
		t.Fatal(err)
	}
	said := passages(card)
	for _, want := range []string{"您反映的事：村口井盖坏了", "结果：井盖已经换成新的。", "为什么没办成：没有不能办的部分。", "下一步：每月巡查一次。",
		"有事找谁：城建办公室 0000-7654321", "不满意怎么办：到联络站，或打电话 0000-1234567 说“不满意”，我们请单位重办一次。"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not on the card:\n%s", want, said)
		}
	}
	if n := len(pages(t, card)); n != 1 {
		t.Errorf("a short answer takes %d pages", n)
	}
	for _, name := range []string{"张某某", "138****", "翀玥"} {
		if strings.Contains(strings.Join(pages(t, card), ""), name) {
			t.Errorf("%q is on the card", name)
		}
	}
}

func TestARefusedVoterGetsACardToo(t *testing.T) {
	c := sampleCase()
	c.Matter.Replies, c.Matter.Decline = nil, &matter.Declined{Reason: "court", Advice: "请向人民法院提出。"}
	card, err := AnswerCard(c)
	if said := passages(card); err != nil || !strings.Contains(said, "该找谁：请向人民法院提出。") || !strings.Contains(said, "为什么：已经或应当由法院审理") {
		t.Errorf("%v %s", err, said)
	}
}

func TestThereIsNoCardBeforeTheAnswer(t *testing.T) {
	c := sampleCase()
	c.Matter.Replies = nil
	if _, err := AnswerCard(c); err == nil || station.Worded(err).Code != "not_answered" {
		t.Errorf("err = %v", err)
	}
}

func TestALongAnswerRunsOnWithoutLosingAWord(t *testing.T) {
	c := answeredCase()
	c.Matter.Replies[1].Decided = strings.Repeat("甲乙丙丁戊己庚辛壬癸", 100)
	card, err := AnswerCard(c)
	if err != nil {
		t.Fatal(err)
	}
	all := pages(t, card)
	if n := strings.Count(strings.Join(all, ""), "丙"); n != 100 || len(all) < 3 {
		t.Errorf("%d of 100 on %d pages", n, len(all))
	}
}

func TestAReceiptShowsTheCodeInThreeGroups(t *testing.T) {
	c := answeredCase()
	receipt := Receipt(c, "123456789012", "2026年11月5日前决定是否受理。")
	paper := strings.Join(pages(t, receipt), "")
	if !strings.Contains(paper, "123456789012") || !strings.Contains(paper, "990101-2026-000017") || strings.Contains(paper, "张某某") {
		t.Errorf("the receipt: %s", paper)
	}
	if receipt.Address != "http://192.168.1.10:8080/T/123456789012" {
		t.Errorf("its code opens %s", receipt.Address)
	}
	open := Receipt(c, "", "")
	if open.Address != "http://192.168.1.10:8080/T" || strings.Contains(strings.Join(pages(t, open), ""), "123456789012") {
		t.Errorf("without a code it opens %s", open.Address)
	}
}

func TestASuggestionIsOnPaperWithItsWay(t *testing.T) {
	way := proposal.Proposal{ID: "g1", State: proposal.Replied, Sheet: station.Suggestion{ID: "g1", Number: "2026-17", Title: "关于镇前路安装路灯的建议", Body: "情况：没有路灯。"},
		LeadUnit: "u1", CoUnits: []string{"u2"}, Replies: []proposal.Reply{{Class: "B", Text: "列入明年计划。", Signer: "彧瑀", On: "2026-03-01"}},
		Attitudes: []proposal.Attitude{{Deputy: "d1", Round: 1, Satisfaction: proposal.Satisfied, Result: proposal.SoSo, Comment: "请早点装。"}}}
	way.Kind, way.Deputy = proposal.Advice, "d1"
	sheets := ProposalSheets(Proposal{House: sampleHouse(), Way: way, Due: "2026-04-09"})
	got := cellsOf(sheets[0])
	maps.Copy(got, cellsOf(sheets[1]))
	for field, want := range map[string]string{
		"提出/种类": "☑建议　□批评　□意见　□议案", "提出/领衔代表": "何喆垚", "交办/主办单位": "青禾镇城建办公室", "交办/会办单位": "青禾镇供电所",
		"交办/答复期限": "2026年4月9日", "答复/结果类别": "□A 已经解决或基本解决　☑B 正在解决或列入计划\n□C 条件限制，暂不能解决　□D 留作参考",
		"答复/答复内容": "列入明年计划。", "代表意见/办理态度": "☑满意　□基本满意　□不满意", "代表意见/办理结果": "□满意　☑基本满意　□不满意", "代表意见/意见理由": "请早点装。",
	} {
		if got[field] != want {
			t.Errorf("%s: %q, want %q", field, got[field], want)
		}
	}
	if n := len(pages(t, sheets...)); n != 2 {
		t.Errorf("%d pages", n)
	}
}
