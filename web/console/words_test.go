package console

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// program is one with a verb that wants a word and a flag, and a verb with verbs below it.
func program(t *testing.T) *cobra.Command {
	t.Helper()
	root := &cobra.Command{Use: "lianzhan-county", Short: "县级平台", Version: "1", SilenceUsage: true, SilenceErrors: true}
	root.PersistentFlags().String("data", "/var/lib/x", "数据目录")
	verb := &cobra.Command{Use: "enroll CODE --parent 网址", Short: "登记", Example: "  lianzhan-station enroll 7K3M", Args: cobra.ExactArgs(1),
		RunE: func(*cobra.Command, []string) error { return nil }}
	verb.Flags().String("parent", "", "上级的地址")
	verb.Flags().StringSlice("role", nil, "角色")
	if err := verb.MarkFlagRequired("parent"); err != nil {
		t.Fatal(err)
	}
	group := &cobra.Command{Use: "user", Short: "账号"}
	group.AddCommand(&cobra.Command{Use: "list", Short: "列出账号", Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error { return nil }})
	root.AddCommand(verb, group)
	inChinese(root)
	return root
}

// says is what a program prints, or what it says of wrong words.
func says(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	p := program(t)
	p.SetArgs(args)
	p.SetOut(&out)
	asked, err := p.ExecuteC()
	if err != nil {
		return sentence(misusedBy(asked, err))
	}
	return out.String()
}

func TestWrongWordsAreAnsweredWithTheRightOnes(t *testing.T) {
	for line, want := range map[string]string{
		"foo":                     "没有“foo”这个命令。执行 lianzhan-county --help 看有哪些。",
		"user foo":                "没有“foo”这个命令。执行 lianzhan-county user --help 看有哪些。",
		"help foo":                "没有“foo”这个命令。执行 lianzhan-county --help 看有哪些。",
		"enroll --parent x":       "写得不对，应该是：lianzhan-county enroll CODE --parent 网址\n执行 lianzhan-county enroll --help 看怎么用。",
		"enroll 1 2 --parent x":   "写得不对，应该是：lianzhan-county enroll CODE --parent 网址\n执行 lianzhan-county enroll --help 看怎么用。",
		"enroll 1":                "写得不对，应该是：lianzhan-county enroll CODE --parent 网址\n执行 lianzhan-county enroll --help 看怎么用。\n（缺少 --parent）",
		"--what":                  "写得不对，应该是：lianzhan-county 命令\n执行 lianzhan-county --help 看怎么用。\n（unknown flag: --what）",
		"user list more":          "写得不对，应该是：lianzhan-county user list\n执行 lianzhan-county user list --help 看怎么用。",
		"enroll 1 --parent x":     "",
		"user list":               "",
		"user list --data /there": "",
	} {
		if got := says(t, strings.Fields(line)...); got != want {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
}

var english = regexp.MustCompile(`(?i)\b(usage|flags|commands?|help for|default|string)\b`)

func TestHelpIsChinese(t *testing.T) {
	for line, want := range map[string][]string{
		"--help":        {"县级平台", "enroll", "数据目录（不写就是 /var/lib/x）", "看版本"},
		"":              {"用法：\n  lianzhan-county 命令\n"},
		"user":          {"  list        列出账号"},
		"enroll --help": {"用法：\n  lianzhan-county enroll CODE --parent 网址\n", "例子：\n  lianzhan-county enroll 7K3M", "      --role     "},
		"help enroll":   {"用法：\n  lianzhan-county enroll CODE"},
	} {
		got := says(t, strings.Fields(line)...)
		for _, word := range want {
			if !strings.Contains(got, word) {
				t.Errorf("%s lacks %q:\n%s", line, word, got)
			}
		}
		if found := english.FindString(got); found != "" {
			t.Errorf("%s says %q:\n%s", line, found, got)
		}
	}
}
