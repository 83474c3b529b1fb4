package form

import (
	"strings"
	"testing"

	"lianzhan/station"
	"lianzhan/station/matter"
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
