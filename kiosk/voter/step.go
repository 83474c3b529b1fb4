package voter

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// step is one thing that happened, or will, in words for the voter.
type step struct {
	At    string `json:"at"` // RFC 3339, "" when it is still to come
	Title string `json:"title"`
	Text  string `json:"text"`
	Done  bool   `json:"done"`
}

// stepsOf tells what happened to a matter. After a merge it goes on with what happened to the one it went into.
func stepsOf(site *Site, m, leading matter.Matter) []step {
	steps := []step{}
	for _, line := range m.Timeline {
		steps = appendStep(steps, site, m, line)
	}
	if leading.ID != m.ID {
		merged := m.Since
		for _, line := range leading.Timeline {
			if line.At.After(merged) && line.Type != "told" && line.Type != "absorbed" {
				steps = appendStep(steps, site, leading, line)
			}
		}
	}
	for _, title := range ahead(leading) {
		steps = append(steps, step{Title: title})
	}
	return steps
}

func appendStep(steps []step, site *Site, m matter.Matter, line matter.Line) []step {
	if !line.Applied {
		return steps
	}
	title, text := wordsOfLine(site, m, line)
	if title == "" {
		return steps
	}
	return append(steps, step{At: line.At.In(station.Zone).Format(time.RFC3339), Title: title, Text: text, Done: true})
}

// plain are the steps whose words never change.
var plain = map[matter.EventType][2]string{
	"verified":            {"已核实", "工作人员核实过了。"},
	"accepted":            {"已受理", "这件事站里接下来了，一定会给您答复。"},
	"absorbed":            {"合并办理", "还有别的选民反映同一件事，一起办。"},
	"sent_back":           {"换单位", "这家单位说不归它管，正在重新找对口的单位。"},
	"resumed":             {"接着办", "补充的情况收到了，接着办。"},
	"replied":             {"已答复", "请看这一页上的答复。"},
	"fed_back":            {"已告诉您", "答复已经告诉您了。"},
	"redo":                {"重新办理", "您不满意，已经退回去重新办。"},
	"closed":              {"办结", "这件事办完了。"},
	"supervised":          {"督办", "站里正在盯着这件事。"},
	"urged":               {"催办", "站里催了一次。"},
	"escalation_answered": {"上级有了意见", "上级的意见下来了，正按意见办。"},
	"converted":           {"转成代表建议", "代表把这件事写成建议，交有关部门研究。"},
	"letter":              {"发了监督意见函", "站里书面要求单位答复。"},
	"public_released":     {"公开", "去掉姓名和电话后，公开在站里的屏幕上。"},
	"public_withdrawn":    {"撤下公开", "公开的内容已经撤下。"},
}

// wordsOfLine words one event; no title for what is not the voter's to see.
func wordsOfLine(site *Site, m matter.Matter, line matter.Line) (title, text string) {
	if words, found := plain[line.Type]; found {
		return words[0], words[1]
	}
	switch d := line.Data.(type) {
	case *matter.Registration:
		if line.State == matter.Unverified {
			return "已收到", "我们收到了，工作人员会先核实。"
		}
		return "已收到", "我们收到了，已经登记。"
	case *matter.Declined:
		return "不予受理", declineLabel(d.Reason) + "。" + d.Advice
	case *matter.MergedInto:
		return "合并办理", "和另一件同样的事一起办，进展在下面。"
	case *matter.Assignment:
		return "已交办", "交给" + cmp.Or(site.Unit(d.LeadUnit), "有关单位") + "办理。"
	case *matter.Started:
		return "正在办", cmp.Or(site.Unit(m.LeadUnit), "办理单位") + "正在办。"
	case *matter.Extended:
		return "延期", fmt.Sprintf("延到%s前答复。原因：%s", d.To.Chinese(), d.Reason)
	case *matter.PausedFor:
		return "等您补充", d.Why
	case *matter.Rated:
		return "您的评价", d.Satisfaction.Label()
	case *matter.Escalation:
		return "已上报", "上报给" + escalationLabel(d.To) + "。"
	case *matter.Rechecked:
		if d.Holds {
			return "回头看", "过了一段时间再去看，没有反弹。"
		}
		return "回头看", "再去看时问题又出现了，会接着办。"
	case *matter.Forgotten:
		return "删除个人信息", forgottenWords(d)
	case *matter.Told:
		if line.At.After(m.Timeline[0].At) && line.By.Role == matter.Voter.Role {
			return "您补充了情况", ""
		}
	}
	return "", ""
}

func forgottenWords(d *matter.Forgotten) string {
	switch {
	case d.Reason == "voter" && d.Words:
		return "按您的要求，姓名、电话、原话和照片都删除了。"
	case d.Reason == "voter":
		return "按您的要求，姓名和电话删除了。"
	}
	return "保存期到了，姓名和电话已经遮盖或删除。"
}

func declineLabel(code string) string {
	if matter.DeclineReasons.Has(code) {
		return matter.DeclineReasons.Label(code)
	}
	return "不在受理范围"
}

func escalationLabel(code string) string {
	if matter.EscalationSteps.Has(code) {
		return matter.EscalationSteps.Label(code)
	}
	return "上级"
}

// ahead are the steps still to come on the usual way.
func ahead(m matter.Matter) []string {
	way := []struct {
		title string
		until []matter.State // states before the step
	}{
		{"核实", []matter.State{matter.Unverified}},
		{"受理", []matter.State{matter.Unverified, matter.Registered}},
		{"交给单位办", []matter.State{matter.Unverified, matter.Registered, matter.Accepted, matter.Classified, matter.SentBack}},
		{"答复您", []matter.State{matter.Unverified, matter.Registered, matter.Accepted, matter.Classified, matter.SentBack, matter.Assigned, matter.Handling, matter.Redo}},
	}
	var titles []string
	for _, s := range way {
		if slices.Contains(s.until, m.State) {
			titles = append(titles, s.title)
		}
	}
	if m.State.Open() && m.Rating == nil {
		titles = append(titles, "请您评价")
	}
	return titles
}
