package verbs

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"lianzhan/desk"
	"lianzhan/station"
	"lianzhan/web/console"
)

// kindWords are the words the command line uses for kinds.
var kindWords = map[string]station.Kind{
	"station": station.KindStation, "deputy": station.KindDeputy, "group": station.KindGroup,
	"reception": station.KindReception, "holidays": station.KindHolidays, "activity": station.KindActivity,
	"project": station.KindProject, "suggestion": station.KindSuggestion, "article": station.KindArticle,
	"screen": station.KindScreen, "playlist": station.KindPlaylist,
}

var kindNames = []string{"station", "deputy", "group", "reception", "holidays", "activity", "project", "suggestion",
	"article", "screen", "playlist"}

// KindOf is the kind a word of the command line means.
func KindOf(word string) (station.Kind, error) {
	if kind, ok := kindWords[word]; ok {
		return kind, nil
	}
	return "", station.Invalid("kind_unknown", "不认识“%s”。可以写的有：%s。", word, strings.Join(kindNames, "、"))
}

func setCommand(way console.Way) *cobra.Command {
	return &cobra.Command{
		Use:   "set KIND WHO FIELD=VALUE...",
		Short: "新建或修改一条记录",
		Long: `新建或修改一条记录。KIND 是 ` + strings.Join(kindNames, "、") + `。
WHO 是名称、短码或编号；没有就新建。值写成 @文件 就读文件；空值是清掉这一项。`,
		Example: `  lianzhan-station set deputy 吴康 tier=county area=第5选区 phone_public=是 photo=@照片.jpg
  lianzhan-station set deputy 吴康 ended=2026-11-20
  lianzhan-station set activity 走访莲池村 type=visit date=2026-11-21 place=莲池村 attendance=吴康,林海涵 public=是
  lianzhan-station set reception 每月接待日 pattern=days:7,21 start=09:00 end=11:00 place=一楼接待室 rota=吴康,林海涵 per_day=1
  lianzhan-station set project 智慧停车 year=2026 progress=60 due_on=2026-12-31 duty_unit=城建办 public=是
  lianzhan-station set article 接待公告 kind=notice body=@公告.txt public=是
  lianzhan-station set screen hall kind=wall width=1920 height=1080
  lianzhan-station set playlist 节前 pages='[{"kind":"notice","dwell":20},{"kind":"faces"}]' valid_until=2026-02-28`,
		Args: cobra.MinimumNArgs(3),
		RunE: func(cmd *cobra.Command, args []string) error {
			req, err := setRequestOf(args)
			if err != nil {
				return err
			}
			return change(cmd, way, "/set", req)
		},
	}
}

func setRequestOf(args []string) (setRequest, error) {
	kind, err := KindOf(args[0])
	req := setRequest{Kind: kind, Who: args[1]}
	if err != nil {
		return req, err
	}
	for _, arg := range args[2:] {
		field, value, ok := strings.Cut(arg, "=")
		if !ok {
			return req, station.Invalid("assignment_invalid", "“%s”要写成 项目=值。", arg)
		}
		a := desk.Assignment{Field: field, Value: value}
		if path, isFile := strings.CutPrefix(value, "@"); isFile {
			if a.Content, err = os.ReadFile(path); err != nil {
				return req, fmt.Errorf("读不到文件 %s：%w", path, err)
			}
		}
		req.Assignments = append(req.Assignments, a)
	}
	return req, nil
}

func deleteCommand(way console.Way) *cobra.Command {
	return &cobra.Command{
		Use:   "delete KIND WHO",
		Short: "删除一条记录（变更记录里仍然留着）",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			kind, err := KindOf(args[0])
			if err != nil {
				return err
			}
			return change(cmd, way, "/delete", setRequest{Kind: kind, Who: args[1]})
		},
	}
}

// change sends one edit and says what came of it.
func change(cmd *cobra.Command, way console.Way, path string, req setRequest) error {
	return console.Ask(cmd.Context(), way, console.Post(path, req), func(done desk.Outcome) error {
		words := map[string]string{"made": "新建了", "changed": "修改了", "unchanged": "没有变化", "deleted": "删除了"}
		_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s：%s（%s）\n", words[done.Done], done.Name, done.ID)
		return err
	})
}

func listCommand(way console.Way) *cobra.Command {
	return &cobra.Command{
		Use:   "list KIND",
		Short: "列出一类记录",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			kind, err := KindOf(args[0])
			if err != nil {
				return err
			}
			return console.Ask(cmd.Context(), way, console.Get("/list").With(url.Values{"kind": {string(kind)}}), func(list []desk.Named) error {
				for _, n := range list {
					if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%s\t%s\t%s\n", n.ID, n.Code, n.Name); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
}

func showCommand(way console.Way) *cobra.Command {
	return &cobra.Command{
		Use:   "show KIND WHO",
		Short: "看一条记录的全部内容",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			kind, err := KindOf(args[0])
			if err != nil {
				return err
			}
			query := url.Values{"kind": {string(kind)}, "who": {args[1]}}
			return console.Ask(cmd.Context(), way, console.Get("/show").With(query), func(fields map[string]json.RawMessage) error {
				out := json.NewEncoder(cmd.OutOrStdout())
				out.SetIndent("", "  ")
				return out.Encode(fields)
			})
		},
	}
}
